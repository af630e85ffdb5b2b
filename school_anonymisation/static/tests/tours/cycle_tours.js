/** The list of a cycle, clicked through: prevent from it, pause it, and watch the run. */

import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("anonymisation_cycle_list", {
    steps: () => [
        {
            content: "Prevent Anna from the list",
            trigger: ".o_data_row:contains('Anna Ravn') button[name='action_prevent']",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name='reason'] input", run: "edit Comes back next year" },
        { trigger: ".modal button[name='action_confirm']:contains('Prevent')", run: "click" },
        { trigger: ".o_data_row:contains('Anna Ravn'):contains('Prevented')" },
        {
            content: "Pause this year, and say why",
            trigger: ".o_statusbar_buttons button[name='action_pause']",
            run: "click",
        },
        { trigger: ".modal .o_field_widget[name='reason'] input", run: "edit The board decides first" },
        { trigger: ".modal button[name='action_confirm']:contains('Pause')", run: "click" },
        { trigger: ".alert-warning:contains('The board decides first')" },
        {
            content: "Open those who are prevented",
            trigger: ".oe_stat_button:contains('Prevented')",
            run: "click",
        },
        { trigger: ".o_facet_value:contains('Prevented')" },
        { trigger: ".o_data_row:contains('Anna Ravn')" },
    ],
});

tours.add("anonymisation_cycle_progress", {
    steps: () => [
        { content: "The bar begins", trigger: ".o_anonymisation_progress:contains('1 of 4')" },
        {
            content: "and moves without anybody doing anything",
            trigger: ".o_anonymisation_progress:contains('3 of 4')",
            timeout: 40000,
        },
        {
            content: "until the page shows that the run is done",
            trigger: ".o_form_view:not(:has(.o_anonymisation_progress)) .o_arrow_button_current:contains('Done')",
            timeout: 40000,
        },
    ],
});
