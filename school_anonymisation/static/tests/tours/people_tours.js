/** The first steps, taken by pressing; somebody who asks, answered; and the question, closed without a mouse. */

import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const COG = ".o_cp_action_menus button:has(.fa-cog)";
const PERIODS = ".o_field_widget[name='anonymisation_inactive_periods'] input";

tours.add("anonymisation_first_steps", {
    steps: () => [
        { content: "Type a number that is none", trigger: PERIODS, run: "edit 0" },
        { trigger: "h1:contains('First steps')", run: "click" },
        { content: "The refusal stands beside it", trigger: "[name='refusal']:contains('from 1 to 1000')" },
        { content: "Type another one", trigger: PERIODS, run: "edit 3" },
        { trigger: "h1:contains('First steps')", run: "click" },
        { content: "It is marked", trigger: "[name='figures'] tr.table-active:contains('3')" },
        { trigger: "button[name='action_finish_first_steps']", run: "click" },
        { content: "The year is opened", trigger: ".o_breadcrumb:contains('Overview of the year')" },
    ],
});

tours.add("anonymisation_somebody_asks", {
    steps: () => [
        {
            content: "Type a name and press Enter",
            trigger: ".modal .o_field_widget[name='asked'] input",
            run: "edit Anna Ravn && press Enter",
        },
        { content: "The profile is a click away", trigger: ".modal a:contains('Open the profile')", timeout: 60000 },
        { trigger: ".modal a[href*='/report/pdf/']:contains('Print everything about this person')" },
        { trigger: ".modal button:contains('Close')", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});

/** The question is opened, and closed by a key: whoever has no mouse goes on where the question was opened. */
const openAndEscape = (returned) => [
    { trigger: COG, run: "click" },
    { trigger: ".o-dropdown-item:contains('Anonymise User')", run: "click" },
    { content: "Enter does nothing", trigger: ".modal footer button:contains('Cancel'):focus", run: "press Escape" },
    { trigger: `body:not(:has(.modal)) ${returned}:focus` },
];

tours.add("anonymisation_focus_returns", {
    steps: () => [
        { trigger: ".o_data_row:contains('Anna Ravn') .o_list_record_selector input", run: "click" },
        { trigger: ".o_data_row:contains('Ida Holm') .o_list_record_selector input", run: "click" },
        ...openAndEscape(".o_control_panel "),
        { trigger: ".o_data_row:contains('Ida Holm') .o_data_cell[name='name']", run: "click" },
        { trigger: ".o_breadcrumb:contains('Ida Holm')" },
        ...openAndEscape(COG),
    ],
});
