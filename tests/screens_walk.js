// Walks through pages in one session of the web client: axe looks at each, and nothing may be wider than the window.
// Python puts in front PAGES: [{name, action, options, tab}], and ENGLISH: {short, long}, terms that no text may be, or
// have in it, in the reader's language. Answers by console.error, a line for each fault.
const OURS = ".o_action_manager, .o_dialog";
// What Odoo draws itself, on each of its own pages, is Odoo's.
const ODOOS = [
    ".o_control_panel", ".o_cp_buttons", ".o_searchview", ".o-mail-Chatter", ".o-mail-Chatter-topbar", ".o_pager",
    ".o_statusbar_status", ".o_notebook_headers", ".o_form_label", ".o_tag", ".o_progress", ".o_progressbar",
    ".o_list_renderer input[type=checkbox]", ".o_optional_columns_dropdown", ".o_select_menu", ".o-dropdown",
    ".o_graph_renderer canvas", ".o_pivot", ".o_kanban_grouped", ".badge.text-bg-info",
    ".o_list_record_open_form_view",
];
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Calls of the server that have not been answered yet.
let asked = 0;
const { rpcBus } = odoo.loader.modules.get("@web/core/network/rpc");
rpcBus.addEventListener("RPC:REQUEST", () => asked++);
rpcBus.addEventListener("RPC:RESPONSE", () => asked--);

// Figures that are counted anew are drawn paler until they have come, however long a busy machine takes for them.
const busy = () => asked > 0 || document.querySelector("[aria-busy=true]");

async function quiet() {
    let last = Date.now();
    const observer = new MutationObserver(() => (last = Date.now()));
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const began = Date.now();
    while ((busy() || Date.now() - last < 200) && Date.now() - began < 20000) {
        await pause(40);
    }
    observer.disconnect();
}

function tooWide() {
    const room = window.innerWidth + 1;
    const faults = document.documentElement.scrollWidth > room ? ["the page is wider than the window"] : [];
    for (const element of document.querySelectorAll(".o_content *, .o_dialog .modal-body *")) {
        const style = getComputedStyle(element);
        const scrolls = ["auto", "scroll"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        if (scrolls && !element.closest(ODOOS.join(","))) {
            faults.push(`scrolls sideways: ${element.className}`);
        }
    }
    return faults;
}

function texts() {
    const found = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest("script, style, .o-mail-Chatter")) {
            found.add(walker.currentNode.data);
        }
    }
    for (const name of ["placeholder", "title", "aria-label", "data-tooltip"]) {
        for (const element of document.querySelectorAll(`[${name}]`)) {
            found.add(element.getAttribute(name));
        }
    }
    return [...found].map((text) => text.split(/\s+/).join(" ").trim());
}

function inEnglish() {
    const shown = texts();
    const everything = shown.join("\n");
    const found = [
        ...ENGLISH.short.filter((term) => shown.includes(term)),
        ...ENGLISH.long.filter((term) => everything.includes(term)),
    ];
    return found.map((term) => `still English: ${term}`);
}

// What axe finds: [{id, element}], of a page that stayed the same while it was looked at.
async function seriousFaults() {
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
    const settings = { resultTypes: ["violations"], elementRef: true, runOnly };
    const { violations } = await axe.run({ include: [[OURS]], exclude: [] }, settings);
    const serious = violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    const found = serious.flatMap(({ id, nodes }) => nodes.map(({ element }) => ({ id, element })));
    if (busy() || found.some(({ element }) => !element.isConnected)) {
        await quiet();
        return seriousFaults();
    }
    return found;
}

async function faultsOf(page) {
    const found = (await seriousFaults())
        .filter(({ element }) => !element.closest(ODOOS.join(",")))
        .map(({ id, element }) => `${id}: ${element.outerHTML.slice(0, 160)}`);
    return [...found, ...tooWide(), ...inEnglish()].map((fault) => `${page.name}: ${fault}`);
}

(async () => {
    const { action } = odoo.__WOWL_DEBUG__.root.env.services;
    const faults = [];
    for (const page of PAGES) {
        await action.doAction(page.action, { clearBreadcrumbs: true, ...page.options });
        await quiet();
        if (page.tab) {
            document.querySelector(`.o_notebook_headers [name=${page.tab}]`)?.click();
            await quiet();
        }
        faults.push(...(await faultsOf(page)));
        if (document.querySelector(".o_dialog")) {
            await action.doAction({ type: "ir.actions.act_window_close" });
            await quiet();
        }
    }
    if (faults.length) {
        console.error([`${faults.length} faults`, ...faults].join("\n"));
    } else {
        console.log("test successful");
    }
})();
