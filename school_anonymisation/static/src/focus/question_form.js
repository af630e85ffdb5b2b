/** A question that is closed gives the focus back to where it was opened: Odoo's dialog remembers its own button. */

import { onWillUnmount } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";

// A list draws its menu anew when something may have been done in it.
const INSTEAD = ".o_action_manager .o_cp_action_menus button, .o_action_manager .o_searchview_input";

export class AnonymisationQuestionController extends formView.Controller {
    setup() {
        super.setup();
        const before = document.activeElement;
        onWillUnmount(() =>
            // When Odoo has done what it does, the focus is nowhere.
            setTimeout(() => {
                if (document.activeElement === document.body) {
                    (before.isConnected ? before : document.querySelector(INSTEAD))?.focus();
                }
            })
        );
    }
}

registry.category("views").add("anonymisation_question", { ...formView, Controller: AnonymisationQuestionController });
