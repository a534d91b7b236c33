import { ActionIcon, Button, Checkbox, Menu, PasswordInput, TextInput, Tooltip } from "@mantine/core";
import { IconKey, IconLock, IconLockOpen, IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { fieldId, useFieldNotes } from "../../app/problems";
import type { Field, FieldRef } from "../../bindings";
import { FieldNote } from "../../components/FieldNote";
import { TemplateInput } from "../../components/TemplateInput";
import { addField, changeField, removeField, type Table } from "./edits";
import classes from "./request.module.css";
import { isPlaceholder, isSecretName } from "./secrets";
import { ADD_SIGN_IN } from "./signIn";

/** The query or the headers: name and value a row, each of which can be left out without being lost. */
export function FieldTable({ table, fields }: { table: Table; fields: Field[] }) {
  const { t } = useTranslation("request");
  const kind = table === "query" ? "query" : "header";
  return (
    <div className={classes.table}>
      {fields.map((field, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a field has no identity but its place in the request.
        <FieldRow key={index} table={table} kind={kind} field={field} index={index} />
      ))}
      <div className={classes.tableButtons}>
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconPlus size="0.875rem" aria-hidden />}
          onClick={() => addField(table)}
        >
          {t(`${kind}.add`)}
        </Button>
        {table === "headers" && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button
                {...ADD_SIGN_IN}
                variant="default"
                size="compact-xs"
                leftSection={<IconKey size="0.875rem" aria-hidden />}
              >
                {t("header.signIn")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => addField("headers", "Authorization", "Bearer ")}>
                {t("header.bearer")}
              </Menu.Item>
              <Menu.Item onClick={() => addField("headers", "X-API-Key")}>{t("header.apiKey")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </div>
  );
}

interface FieldRowProps {
  table: Table;
  kind: "query" | "header";
  field: Field;
  index: number;
}

function FieldRow({ table, kind, field, index }: FieldRowProps) {
  const { t } = useTranslation("request");
  const at: FieldRef = { at: kind, index };
  const { notes, onBlur } = useFieldNotes(at);
  const row = index + 1;
  const isAlways = isSecretName(field.name) && !isPlaceholder(field.value);
  const isSecret = field.secret || isAlways;
  const lockLabel = t(isSecret ? "secret.unkeep" : "secret.keep", { name: field.name });
  const set = (change: Partial<Field>) => changeField(table, index, change);

  return (
    <div className={classes.row} data-off={!field.enabled || undefined}>
      <div className={classes.rowInputs}>
        <Checkbox
          checked={field.enabled}
          aria-label={t(`${kind}.enabled`, { row })}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
        <TextInput
          value={field.name}
          aria-label={t(`${kind}.name`, { row })}
          placeholder={t(`${kind}.namePlaceholder`)}
          error={notes.some((note) => note.kind === "error")}
          classNames={{ input: classes.mono }}
          spellCheck={false}
          onChange={(event) => set({ name: event.currentTarget.value })}
          onBlur={onBlur}
        />
        {isSecret ? (
          <PasswordInput
            id={fieldId(at)}
            value={field.value}
            aria-label={t(`${kind}.value`, { row })}
            placeholder={t("secret.placeholder")}
            error={notes.some((note) => note.kind === "error")}
            visibilityToggleButtonProps={{ "aria-label": t("secret.show"), tabIndex: 0 }}
            autoComplete="off"
            onChange={(event) => set({ value: event.currentTarget.value })}
            onBlur={onBlur}
          />
        ) : (
          <TemplateInput
            id={fieldId(at)}
            label={t(`${kind}.value`, { row })}
            value={field.value}
            placeholder={t(`${kind}.valuePlaceholder`)}
            onChange={(value) => set({ value })}
            onBlur={onBlur}
          />
        )}
        {!isAlways && (
          <Tooltip label={lockLabel}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={lockLabel}
              aria-pressed={isSecret}
              onClick={() => set({ secret: !field.secret })}
            >
              {isSecret ? <IconLock size="1rem" aria-hidden /> : <IconLockOpen size="1rem" aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t(`${kind}.remove`, { row })}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t(`${kind}.remove`, { row })}
            onClick={() => removeField(table, index)}
          >
            <IconTrash size="1rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <FieldNote id={`${fieldId(at)}-notes`} notes={notes} />
      {isSecret && <p className={classes.hint}>{t("secret.note")}</p>}
    </div>
  );
}
