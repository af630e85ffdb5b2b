"""The apps of Odoo Community that a school may use; the bridges between them come along by themselves."""

# The first lines are what the register promises to cover.
APPS = [
    *("account", "contacts", "crm", "event", "website_event", "survey", "website_slides", "calendar", "project"),
    *("mass_mailing", "sms", "im_livechat", "maintenance", "sale_management", "website_sale", "point_of_sale"),
    *("loyalty", "hr", "auth_totp", "snailmail", "privacy_lookup", "data_recycle"),
    *("website_forum", "website_blog", "hr_recruitment", "mail_group", "marketing_card", "lunch", "repair"),
    "website_event_track",
]
