/** The five things that a school does with this addon, clicked through. */

import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const tours = registry.category("web_tour.tours");

const openSettings = [
    stepUtils.showAppsMenuItem(),
    {
        content: "Open Settings",
        trigger: ".o_app[data-menu-xmlid='base.menu_administration']",
        run: "click",
    },
    {
        content: "The entry is the only one under Settings, so it is open",
        trigger: ".o_anonymisation_settings",
    },
];

const openAnonymiseUser = [
    {
        content: "Open the action menu",
        trigger: ".o_cp_action_menus button:has(.fa-cog)",
        run: "click",
    },
    {
        content: "Choose Anonymise User",
        trigger: ".o-dropdown-item:contains('Anonymise User')",
        run: "click",
    },
];

tours.add("anonymisation_settings_saved", {
    steps: () => [
        ...openSettings,
        {
            content: "A number that is none is refused with a sentence",
            trigger: ".o_anonymisation_settings input[name='anonymisation_inactive_periods']",
            run: "edit 2.5",
        },
        { trigger: ".o_anonymisation_save", run: "click" },
        { trigger: ".o_anonymisation_settings .alert-danger:contains('whole number')" },
        {
            content: "A whole number is saved",
            trigger: ".o_anonymisation_settings input[name='anonymisation_inactive_periods']",
            run: "edit 3",
        },
        { trigger: ".o_anonymisation_save", run: "click" },
        { trigger: ".o_anonymisation_settings .alert-success:contains('Saved')" },
    ],
});

tours.add("anonymisation_candidate_prevented", {
    steps: () => [
        ...openSettings,
        {
            content: "Switch Prevent on for Anna",
            trigger: ".o_data_row:contains('Anna Ravn') .o_field_widget[name='anonymisation_prevented'] input",
            run: "click",
        },
        {
            content: "She stays listed, so that it can be taken back",
            trigger: ".o_data_row:contains('Anna Ravn') [name='anonymisation_prevented'] input:checked",
        },
        { trigger: ".o_anonymisation_settings:contains('Prevented: 1')" },
    ],
});

tours.add("anonymisation_by_hand", {
    steps: () => [
        ...openAnonymiseUser,
        { trigger: ".modal:contains('Anonymise Anna Ravn?'):contains('cannot be undone')" },
        { trigger: ".modal button:contains('Anonymise for good')", run: "click" },
        { trigger: ".o_form_view .ribbon:contains('Anonymised')" },
        { trigger: "h1:contains('Anonymised student')" },
    ],
});

tours.add("anonymisation_refused", {
    steps: () => [
        ...openAnonymiseUser,
        { trigger: ".modal:contains('Bo Ravn cannot be anonymised now')" },
        { trigger: ".modal li:contains('Takes part in a course')" },
        { trigger: ".modal:not(:has(button:visible:contains('Anonymise for good')))" },
        { trigger: ".modal button:contains('Close')", run: "click" },
        { trigger: "body:not(:has(.modal)) h1:contains('Bo Ravn'), body:not(:has(.modal)) .o_form_view" },
    ],
});

tours.add("anonymisation_history", {
    steps: () => [
        {
            content: "Open the anonymised profile",
            trigger: ".o_data_row:contains('Anonymised student') .o_data_cell",
            run: "click",
        },
        { trigger: ".o_field_widget[name='enrolment_ids'] .o_data_row:contains('Violin')" },
        { trigger: ".nav-link:contains('What was done')", run: "click" },
        { trigger: ".o_field_widget[name='anonymisation_log_ids'] .o_data_row" },
    ],
});
