/** Figures that take long to count: the page is there first, and shows them as soon as they have come. */

import { Component, markup, onMounted, status, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const PAUSE = 300;

export class AnonymisationLater extends Component {
    static template = "school_anonymisation.Later";
    static props = { ...standardWidgetProps, figures: String, of: { type: Array, element: String } };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ html: "", awaited: true, failed: false });
        this.askSoon = useDebounced(this.ask, PAUSE);
        useRecordObserver((record) => this.observe(record));
        onMounted(() => this.ask());
    }

    /** Ask anew when what the figures depend on was changed, or when anything was saved: more may count then. */
    observe({ data, dirty, resId }) {
        const values = Object.fromEntries(this.props.of.map((name) => [name, data[name]]));
        const asks = JSON.stringify([resId, values]);
        if (asks === this.question?.asks && dirty) {
            return;
        }
        this.question = { asks, resId, values };
        this.state.awaited = true;
        if (status(this) === "mounted") {
            this.askSoon();
        }
    }

    async ask() {
        const { question } = this;
        const { record, figures } = this.props;
        const answer = { html: "", awaited: false, failed: false };
        try {
            const args = [[question.resId], figures, question.values];
            answer.html = markup(await this.orm.silent.call(record.resModel, "get_figures", args));
        } catch {
            answer.failed = true;
        }
        // Meanwhile something else may have been asked.
        if (question === this.question) {
            Object.assign(this.state, answer);
        }
    }
}

registry.category("view_widgets").add("anonymisation_later", {
    component: AnonymisationLater,
    extractProps: ({ options }) => ({ figures: options.figures, of: options.of }),
});
