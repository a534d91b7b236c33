import { Button, Group, Stack, Text } from "@mantine/core";
import { IconExternalLink, IconLink, IconPhoto } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { notifyDone, notifyError } from "../../app/notify";
import { copyText } from "../../components/clipboard";
import { platform } from "../../platform";
import { isPictureAddress } from "./kind";
import { PictureView } from "./PictureView";
import { usePicture } from "./usePicture";

const icon = { size: "0.875rem", "aria-hidden": true } as const;
const button = { size: "compact-sm", variant: "default" } as const;

/** What can be done with a value that is an address. Nothing is fetched by looking at it. */
export function AddressPart({ address }: { address: string }) {
  const { t } = useTranslation("value");
  const { picture, toggle, refuse } = usePicture(address);
  const copy = () => copyText(address).then(() => notifyDone(t("address.copied")), notifyError);
  const open = () => platform().links.open(address).catch(notifyError);
  const isLikely = isPictureAddress(address);
  const toggleWords = {
    none: isLikely ? t("picture.show") : t("picture.showAs"),
    loading: t("picture.loading"),
    shown: t("picture.hide"),
    failed: t("picture.again"),
  }[picture.state];
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button {...button} leftSection={<IconExternalLink {...icon} />} onClick={() => void open()}>
          {t("address.open")}
        </Button>
        <Button {...button} leftSection={<IconLink {...icon} />} onClick={() => void copy()}>
          {t("address.copy")}
        </Button>
        <Button
          {...button}
          variant={isLikely ? "default" : "subtle"}
          leftSection={<IconPhoto {...icon} />}
          aria-busy={picture.state === "loading"}
          onClick={() => void toggle()}
        >
          {toggleWords}
        </Button>
      </Group>
      {picture.state === "none" ? (
        <Text size="xs" c="var(--fg-dim)">
          {t("address.hint")}
        </Text>
      ) : (
        <PictureView picture={picture} address={address} onBroken={refuse} />
      )}
    </Stack>
  );
}
