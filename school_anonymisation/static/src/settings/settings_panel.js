/** The settings above the list of candidates: the company's numbers, and how this year's cycle is doing. */

import { Component, onWillStart, useState } from "@odoo/owl";
import { useBus, useService } from "@web/core/utils/hooks";

const MODEL = "school.anonymisation.settings";

export class AnonymisationSettingsPanel extends Component {
    static template = "school_anonymisation.SettingsPanel";
    static props = { list: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, typed: {}, error: "", savedNow: false, busy: false });
        onWillStart(() => this.load());
        // Whenever the list changes (somebody prevented, anonymised), so do the figures.
        useBus(this.props.list.model.bus, "anonymisation-changed", () => this.loadFigures());
    }

    async load() {
        this.show(await this.orm.call(MODEL, "get_settings", []));
    }

    async loadFigures() {
        this.state.data = await this.orm.call(MODEL, "get_settings", []);
    }

    show(data) {
        this.state.data = data;
        this.state.typed = Object.fromEntries(
            Object.entries(data.values).map(([name, number]) => [name, String(number)])
        );
    }

    onInput() {
        this.state.error = "";
        this.state.savedNow = false;
    }

    async save() {
        this.state.error = "";
        this.state.savedNow = false;
        this.state.busy = true;
        try {
            this.show(await this.orm.silent.call(MODEL, "save_settings", [{ ...this.state.typed }]));
            this.state.savedNow = true;
        } catch (error) {
            if (!error.data?.message) {
                throw error;
            }
            this.state.error = error.data.message;
            return;
        } finally {
            this.state.busy = false;
        }
        await this.props.list.load();
    }

    openCycle() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "school.anonymisation.cycle",
            res_id: this.state.data.cycle.id,
            views: [[false, "form"]],
        });
    }
}
