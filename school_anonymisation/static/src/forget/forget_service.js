/** Makes every open page forget what it has loaded when somebody has been anonymised, here or elsewhere. */

import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { rpcBus } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { session } from "@web/session";

const ERASED = "school_anonymisation.erased";
const PRESSED = {
    "school.anonymisation.confirm": ["action_confirm"],
    "school.student": ["action_anonymise", "action_anonymise_several"],
};
// Something typed that a reload would lose: a changed form, a row that is being edited, a dialog, a message.
const UNSAVED = [
    ".o_form_status_indicator_buttons:not(.invisible)",
    ".o_list_view .o_selected_row",
    ".modal",
    ".o-mail-Composer-input:not(:placeholder-shown)",
].join(",");
// Milliseconds. A run erases in several steps, which follow each other closely.
const PATIENCE = 3000;
// So long the news are taken for those of this page's own button.
const OWN = 30000;

function isPress({ data, error }) {
    const { model, method } = data.params || {};
    return !error && PRESSED[model]?.includes(method);
}

/** Take what people wrote about students and contacts out of the page's memory; what is left is fetched again. */
function forgetConversations(store) {
    const isAbout = (model) => ["res.partner", "school.student"].includes(model);
    for (const message of Object.values(store["mail.message"].records)) {
        if (isAbout(message.thread?.model)) {
            message.delete();
        }
    }
    for (const thread of Object.values(store.Thread.records)) {
        if (isAbout(thread.model)) {
            thread.isLoaded = false;
        }
    }
}

export const forgetService = {
    dependencies: ["bus_service", "mail.store", "notification"],
    start(env, { bus_service: bus, "mail.store": store, notification }) {
        let closeNotice = () => {};
        let pressedAt = -OWN;
        let waiting;

        const reload = () => browser.location.reload();

        function follow() {
            if (!document.querySelector(UNSAVED)) {
                reload();
                return;
            }
            closeNotice();
            closeNotice = notification.add(
                _t("Students have been anonymised. Save your work and reload the page, so that it shows what is true."),
                { type: "warning", sticky: true, buttons: [{ name: _t("Reload"), onClick: reload, primary: true }] }
            );
        }

        bus.subscribe(ERASED, ({ mark }) => {
            // News may come late, or once more: what was erased before this page was loaded it has never seen.
            if (mark <= session.anonymisation_mark) {
                return;
            }
            rpcBus.trigger("CLEAR-CACHES");
            // The page on which the button was pressed shows the answer, and nothing from before.
            if (Date.now() - pressedAt > OWN) {
                browser.clearTimeout(waiting);
                waiting = browser.setTimeout(follow, PATIENCE);
            }
        });
        bus.start();

        rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
            if (isPress(detail)) {
                rpcBus.trigger("CLEAR-CACHES");
                forgetConversations(store);
                pressedAt = Date.now();
            }
        });
        // Back and Forward lead to what the page remembers: it begins anew.
        browser.addEventListener("popstate", () => {
            if (pressedAt > 0) {
                reload();
            }
        });
    },
};

registry.category("services").add("school_anonymisation.forget", forgetService);
