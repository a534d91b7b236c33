import { useTranslation } from "react-i18next";

import { DetailToggle } from "../detail";
import { AnalyseMenu } from "./AnalyseMenu";
import { ColumnsToggle } from "./ColumnsToggle";
import { FindBar } from "./find/FindBar";
import { Found } from "./find/Found";
import classes from "./ResultsTab.module.css";
import { useResults } from "./store";
import { ViewsMenu } from "./views/ViewsMenu";

export function Toolbar({ focusGrid }: { focusGrid: () => void }) {
  const { t } = useTranslation("results");
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t("toolbar")}>
      <FindBar focusGrid={focusGrid} />
      <Found />
      <div className={classes.end}>
        <ViewsMenu />
        <AnalyseMenu />
        <ColumnsToggle />
        <AnswerToggle />
      </div>
    </div>
  );
}

/** By itself, so that the bar is not drawn anew with every row that the cursor meets. */
function AnswerToggle() {
  return <DetailToggle tab="results" answer={useResults((state) => state.answer)} />;
}
