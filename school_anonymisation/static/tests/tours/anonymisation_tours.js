/** What a school does with this addon, clicked through by somebody who has never seen it, from the first screen on. */

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
        trigger: ".o_field_widget[name='anonymisation_inactive_periods'] input",
    },
];

const nothingToSave = {
    content: "Everything is saved",
    trigger: ".o_form_view:has(.o_form_status_indicator_buttons.invisible)",
};

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

const saveNumber = [
    {
        content: "What is no whole number is not taken",
        trigger: ".o_field_widget[name='anonymisation_inactive_periods'] input",
        run: "edit 2.5",
    },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".o_field_invalid[name='anonymisation_inactive_periods']" },
    {
        content: "A number out of its range is refused with a sentence",
        trigger: ".o_field_widget[name='anonymisation_inactive_periods'] input",
        run: "edit 0",
    },
    { trigger: ".oe_title h1", run: "click" },
    {
        content: "It says so beside the field while it is typed",
        trigger: ".o_setting_box:has([name='anonymisation_inactive_periods']) [name='refusal']:contains('from 1 to 1000')",
    },
    { trigger: ".o_form_button_save", run: "click" },
    { trigger: ".modal:contains('must be a whole number from 1 to 1000. Nothing has been saved.')" },
    { trigger: ".modal button:contains('Close'), .modal button:contains('Stay here')", run: "click" },
    {
        content: "A whole number is saved",
        trigger: "body:not(:has(.modal)) .o_field_widget[name='anonymisation_inactive_periods'] input",
        run: "edit 3",
    },
    { trigger: ".o_form_button_save", run: "click" },
    nothingToSave,
];

const preventAnna = [
    {
        content: "Switch Prevent on for Anna, below the settings",
        trigger: ".o_data_row:contains('Anna Ravn') .o_field_widget[name='anonymisation_prevented'] input",
        run: "click",
    },
    { trigger: ".o_form_button_save", run: "click" },
    nothingToSave,
    {
        content: "She stays listed, so that it can be taken back",
        trigger: ".o_data_row:contains('Anna Ravn') [name='anonymisation_prevented'] input:checked",
    },
    { trigger: ".oe_stat_button:contains('Prevented'):contains('1')", run: "click" },
    {
        content: "All of them stand in a list, with the same switch",
        trigger: ".o_list_view .o_data_row:contains('Anna Ravn') [name='anonymisation_prevented'] input:checked",
    },
    { trigger: ".breadcrumb-item a:contains('Anonymisation')", run: "click" },
    { trigger: ".o_form_view .o_data_row:contains('Anna Ravn')" },
];

const readRefusal = [
    stepUtils.showAppsMenuItem(),
    { trigger: ".o_app[data-menu-xmlid='school_base.menu_school']", run: "click" },
    { trigger: ".o_list_view .o_data_row:contains('Bo Ravn') .o_data_cell", run: "click" },
    { trigger: ".o_breadcrumb:contains('Bo Ravn')" },
    ...openAnonymiseUser,
    { trigger: ".modal:contains('Bo Ravn cannot be anonymised now')" },
    { trigger: ".modal li:contains('Takes part in a course')" },
    { trigger: ".modal:not(:has(button:visible:contains('Anonymise for good')))" },
    { trigger: ".modal button:contains('Close')", run: "click" },
    { trigger: "body:not(:has(.modal)) h1:contains('Bo Ravn'), body:not(:has(.modal)) .o_form_view" },
];

const anonymiseIda = [
    { trigger: ".breadcrumb-item a:contains('Students')", run: "click" },
    { trigger: ".o_list_view .o_data_row:contains('Ida Holm') .o_data_cell", run: "click" },
    { trigger: ".o_breadcrumb:contains('Ida Holm')" },
    ...openAnonymiseUser,
    { trigger: ".modal:contains('Anonymise Ida Holm?'):contains('cannot be undone')" },
    {
        content: "Whoever presses Enter without reading does nothing",
        trigger: ".modal footer button:contains('Cancel'):focus",
        run: "click",
    },
    ...openAnonymiseUser,
    { trigger: ".modal button:contains('Anonymise for good')", run: "click" },
    { trigger: ".o_form_view .ribbon:contains('Anonymised')" },
    { trigger: "h1:contains('Anonymised student')" },
];

const readHistory = [
    { trigger: ".o_field_widget[name='enrolment_ids'] .o_data_row:contains('Violin')" },
    { trigger: ".nav-link:contains('What was done')", run: "click" },
    { trigger: ".o_field_widget[name='anonymisation_log_ids'] .o_data_row" },
    { trigger: ".o_cp_action_menus button:has(.fa-cog)", run: "click" },
    { trigger: ".o-dropdown--menu:contains('Certificate of anonymisation')" },
];

tours.add("anonymisation_whole_way", {
    steps: () => [...openSettings, ...saveNumber, ...preventAnna, ...readRefusal, ...anonymiseIda, ...readHistory],
});
