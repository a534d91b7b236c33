import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { FailureNote } from "../../components/FailureNote";
import { said } from "../../i18n/sentences";
import type { Picture } from "./usePicture";
import classes from "./Value.module.css";

interface PictureViewProps {
  picture: Picture;
  address: string;
  onBroken: () => void;
}

/** A picture that was asked for: on its way, there, or why not. */
export function PictureView({ picture, address, onBroken }: PictureViewProps) {
  const { t } = useTranslation("value");
  switch (picture.state) {
    case "none":
      return null;
    case "loading":
      return (
        <Text size="xs" c="var(--fg-dim)" role="status">
          {t("picture.loading")}
        </Text>
      );
    case "shown":
      return (
        <img className={classes.picture} src={picture.data} alt={t("picture.alt", { address })} onError={onBroken} />
      );
    case "failed":
      return (
        <FailureNote title={t("picture.failed")}>
          {t(`picture.why.${picture.code}`, { defaultValue: said(picture.message) })}
        </FailureNote>
      );
  }
}
