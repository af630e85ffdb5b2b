/** The bar on a cycle that moves while the run is at work, without reloading the page. */

import { Component, onWillUnmount, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const SECONDS = 2;

export class AnonymisationProgress extends Component {
    static template = "school_anonymisation.Progress";
    static props = { ...standardWidgetProps };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ done: 0, total: 0, failed: 0 });
        this.look();
        const timer = setInterval(() => this.look(), SECONDS * 1000);
        onWillUnmount(() => clearInterval(timer));
    }

    get percent() {
        return this.state.total ? Math.round((100 * this.state.done) / this.state.total) : 0;
    }

    async look() {
        const { record } = this.props;
        if (record.data.state !== "running" || this.looking) {
            return;
        }
        this.looking = true;
        try {
            const progress = await this.orm.silent.call(record.resModel, "get_progress", [[record.resId]]);
            Object.assign(this.state, progress);
            if (progress.state !== "running") {
                await record.load();
            }
        } finally {
            this.looking = false;
        }
    }
}

registry.category("view_widgets").add("anonymisation_progress", { component: AnonymisationProgress });
