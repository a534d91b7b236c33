import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { notifyError } from "../../app/notify";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { NetworkSettings } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { Fold } from "../../components/Fold";
import { platform } from "../../platform";
import { setIn } from "./edits";
import classes from "./speed.module.css";

/** Files that hold certificates as text. */
const ENDINGS = ["pem", "crt", "cer"];

/** How the requests leave a company's network: its proxy, and the certificate that it signs with. */
export function NetworkFold({ network }: { network: NetworkSettings }) {
  const { t } = useTranslation("speed");
  const proxy = useFieldNotes({ at: "proxy" });
  const certificate = useFieldNotes({ at: "certificate" });
  const isError = ({ notes }: typeof proxy) => notes.some(({ kind }) => kind === "error");
  const set = [
    network.proxy !== null && t("network.proxyShort"),
    network.certificate !== null && t("network.certificateShort"),
  ].filter((part) => part !== false);
  const orNone = (text: string) => (text.trim() === "" ? null : text.trim());
  const choose = async () => {
    const picked = await platform().files.pickOpen(t("network.choose"), [
      { name: t("network.kind"), extensions: ENDINGS },
    ]);
    if (picked !== null) setIn("network", { certificate: picked });
  };
  return (
    <Fold
      title={t("network.title")}
      summary={set.length > 0 ? set.join(" · ") : t("network.system")}
      forceOpen={proxy.notes.length + certificate.notes.length > 0}
    >
      <div className={classes.stack}>
        <div>
          <TextInput
            id={fieldId({ at: "proxy" })}
            label={t("network.proxy")}
            placeholder={t("network.proxyNone")}
            classNames={{ input: classes.mono }}
            spellCheck={false}
            value={network.proxy ?? ""}
            error={isError(proxy)}
            onChange={(event) => setIn("network", { proxy: orNone(event.currentTarget.value) })}
            onBlur={proxy.onBlur}
          />
          <FieldNote id="proxy-notes" notes={proxy.notes} />
        </div>
        <div>
          <div className={classes.file}>
            <TextInput
              id={fieldId({ at: "certificate" })}
              className={classes.grow}
              label={t("network.certificate")}
              description={t("network.certificateTip")}
              placeholder={t("network.certificateNone")}
              classNames={{ input: classes.mono }}
              spellCheck={false}
              value={network.certificate ?? ""}
              error={isError(certificate)}
              onChange={(event) => setIn("network", { certificate: orNone(event.currentTarget.value) })}
              onBlur={certificate.onBlur}
            />
            <Button variant="default" onClick={() => void choose().catch(notifyError)}>
              {t("network.chooseButton")}
            </Button>
          </div>
          <FieldNote id="certificate-notes" notes={certificate.notes} />
        </div>
      </div>
    </Fold>
  );
}
