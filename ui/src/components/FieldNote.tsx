import { IconAlertCircle, IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import classes from "./FieldNote.module.css";

/** A sentence below a field: what blocks a run, what may be meant otherwise, or what is good to know. */
export interface Note {
  kind: "error" | "warning" | "info";
  text: string;
}

const ICONS = { error: IconAlertCircle, warning: IconAlertTriangle, info: IconInfoCircle };

/** Notes below a field, told apart by sign and colour. Renders nothing without notes. */
export function FieldNote({ id, notes }: { id: string; notes: Note[] }) {
  if (notes.length === 0) return null;
  return (
    <div id={id} className={classes.notes} data-selectable>
      {notes.map((note) => {
        const Icon = ICONS[note.kind];
        return (
          <p key={note.text} className={classes.note} data-kind={note.kind}>
            <Icon size="0.875rem" aria-hidden className={classes.icon} />
            <span>{note.text}</span>
          </p>
        );
      })}
    </div>
  );
}
