import { Button, Group, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { notifyDone, notifyError } from "../../app/notify";
import { copyText } from "../../components/clipboard";
import { isPictureAddress } from "./kind";

/** What can be done with a value that is an address. Nothing is fetched by looking at it. */
export function AddressPart({ address }: { address: string }) {
  const { t } = useTranslation("value");
  const copy = () => copyText(address).then(() => notifyDone(t("address.copied")), notifyError);
  return (
    <Group gap="xs">
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconLink size="0.875rem" aria-hidden />}
        onClick={() => void copy()}
      >
        {t("address.copy")}
      </Button>
      <Text size="xs" c="var(--fg-dim)">
        {isPictureAddress(address) ? t("address.picture") : t("address.link")}
      </Text>
    </Group>
  );
}
