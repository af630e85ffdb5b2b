/** The list of candidates with the settings above it. */

import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { AnonymisationSettingsPanel } from "./settings_panel";

export class AnonymisationSettingsController extends ListController {
    get modelParams() {
        const params = super.modelParams;
        params.hooks.onRootLoaded = () => this.tellPanel();
        return params;
    }

    async onRecordSaved(record) {
        await super.onRecordSaved(record);
        this.tellPanel();
    }

    tellPanel() {
        this.model?.bus.trigger("anonymisation-changed");
    }
}

export class AnonymisationSettingsRenderer extends ListRenderer {
    static template = "school_anonymisation.SettingsListRenderer";
    static components = { ...ListRenderer.components, AnonymisationSettingsPanel };
}

registry.category("views").add("anonymisation_settings", {
    ...listView,
    Controller: AnonymisationSettingsController,
    Renderer: AnonymisationSettingsRenderer,
});
