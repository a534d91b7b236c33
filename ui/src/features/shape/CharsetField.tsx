import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { CHARSETS, charsetWords } from "./charsets";
import { ids } from "./goal";
import { addStep } from "./store";

/** How the bytes of an answer become characters. */
export function CharsetField({ charset }: { charset: string | null }) {
  const { t } = useTranslation("shape");
  const isListed = charset === null || (CHARSETS as readonly string[]).includes(charset);
  return (
    <NativeSelect
      id={ids.charset}
      label={t("charset.label")}
      value={charset ?? ""}
      onChange={(event) => void addStep({ kind: "charset", charset: event.currentTarget.value || null })}
      data={[
        { value: "", label: t("charset.found") },
        ...[...CHARSETS, ...(isListed ? [] : [charset])].map((value) => ({ value, label: charsetWords(value) })),
      ]}
    />
  );
}
