/** The bar that moves while the run is at work, with the time that is left, without reloading the page. */

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SECONDS = 2;
const CYCLE = "school.anonymisation.cycle";

export class AnonymisationProgress extends Component {
    static template = "school_anonymisation.Progress";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ done: 0, total: 0, failed: 0, minutesLeft: 0 });
        this.look();
        const timer = setInterval(() => this.look(), SECONDS * 1000);
        onWillUnmount(() => clearInterval(timer));
    }

    get percent() {
        return this.state.total ? Math.round((100 * this.state.done) / this.state.total) : 0;
    }

    /** The year of which this page tells: its own, or that of the overview. */
    get cycle() {
        const { record } = this.props;
        const { cycle_id, cycle_state, state } = record.data;
        return record.resModel === CYCLE ? { id: record.resId, state } : { id: cycle_id.id, state: cycle_state };
    }

    async look() {
        const { id, state } = this.cycle;
        if (state !== "running" || this.looking) {
            return;
        }
        this.looking = true;
        try {
            const progress = await this.orm.silent.call(CYCLE, "get_progress", [[id]]);
            Object.assign(this.state, progress, { minutesLeft: this.minutesLeft(progress) });
            if (progress.state !== "running") {
                await this.props.record.load();
            }
        } finally {
            this.looking = false;
        }
    }

    /** Minutes until everybody is through, at the pace since this page was opened; 0 while that is not known. */
    minutesLeft({ done, total }) {
        const now = Date.now();
        this.first ??= { done, now };
        const through = done - this.first.done;
        return through ? Math.ceil(((total - done) * (now - this.first.now)) / through / 60000) : 0;
    }
}

registry.category("view_widgets").add("anonymisation_progress", { component: AnonymisationProgress });
