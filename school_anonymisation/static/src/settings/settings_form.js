/** The settings ask before somebody leaves what has not been saved; nothing half typed is saved by itself. */

import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formView } from "@web/views/form/form_view";
import { SettingsConfirmationDialog } from "@web/webclient/settings_form_view/settings_confirmation_dialog";

export class AnonymisationSettingsController extends formView.Controller {
    async beforeLeave({ forceLeave } = {}) {
        if (forceLeave || !(await this.model.root.isDirty())) {
            return;
        }
        return new Promise((resolve) => {
            this.dialogService.add(SettingsConfirmationDialog, {
                body: _t("Would you like to save your changes?"),
                confirm: async () => resolve(await this.save({ reload: false })),
                cancel: async () => {
                    await this.model.root.discard();
                    resolve(true);
                },
                stayHere: () => resolve(false),
                dismiss: () => resolve(false),
            });
        });
    }

    beforeUnload(ev) {
        if (this.model.root.dirty) {
            ev.preventDefault();
            ev.returnValue = "Unsaved changes";
        }
    }

    // Odoo saves when another tab comes to the front.
    beforeVisibilityChange() {}
}

registry.category("views").add("anonymisation_settings", { ...formView, Controller: AnonymisationSettingsController });
