/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of groups as they grow in a company over the years: teams, projects, departments at
 * offices, clients, squads.
 */

#include "sim-group-names.h"

#include <string.h>

#include "sim-company.h"

static const char *const departments[SIM_N_DEPARTMENTS] = {
  "accounting",
  "analytics",
  "architecture",
  "audit",
  "business-development",
  "communications",
  "compliance",
  "controlling",
  "customer-success",
  "data-science",
  "design",
  "devops",
  "engineering",
  "facilities",
  "finance",
  "field-service",
  "hr",
  "infrastructure",
  "innovation",
  "it-support",
  "legal",
  "logistics",
  "manufacturing",
  "marketing",
  "operations",
  "partners",
  "payroll",
  "procurement",
  "product",
  "quality",
  "research",
  "revenue",
  "sales",
  "security",
  "strategy",
  "training",
};

static const char *const offices[SIM_N_OFFICES] = {
  "amsterdam", "athens",    "austin", "bangkok",   "barcelona", "bengaluru", "berlin",   "bogotá",
  "boston",    "bucharest", "cairo",  "cape-town", "dublin",    "hanoi",     "helsinki", "istanbul",
  "kraków",    "kyiv",      "lagos",  "lisbon",    "london",    "montréal",  "münchen",  "nairobi",
  "new-york",  "paris",     "prague", "são-paulo", "seoul",     "sydney",    "tel-aviv", "tokyo",
};

static const char *const topics[] = {
  "accounts",  "alerts",    "api",       "app-store",  "archive", "billing",    "branding",
  "cache",     "catalogue", "checkout",  "claims",     "content", "contracts",  "credit",
  "dashboard", "database",  "delivery",  "documents",  "email",   "events",     "export",
  "feedback",  "forecast",  "fraud",     "fulfilment", "growth",  "identity",   "import",
  "insights",  "inventory", "invoices",  "kernel",     "ledger",  "licensing",  "loyalty",
  "mail",      "maps",      "messaging", "metrics",    "mobile",  "network",    "onboarding",
  "orders",    "payments",  "platform",  "pricing",    "privacy", "profile",    "promotion",
  "queue",     "refunds",   "reporting", "returns",    "search",  "settlement", "shipping",
  "storage",   "streaming", "tax",       "web",
};

static const char *const regions[] = {
  "emea",    "apac",    "latam", "dach", "nordics", "uk",
  "us-east", "us-west", "mea",   "anz",  "japan",   "iberia",
};

static const char *const projects[] = {
  "acorn",      "amber",   "anchor",   "apollo",   "aurora",     "avalon",   "bamboo",  "basalt",
  "beacon",     "birch",   "bluebird", "bolt",     "breeze",     "bridge",   "canyon",  "cedar",
  "chinook",    "cobalt",  "comet",    "compass",  "condor",     "copper",   "coral",   "cosmos",
  "crane",      "crystal", "cypress",  "dawn",     "delta",      "diamond",  "dolphin", "dragonfly",
  "dune",       "eagle",   "echo",     "elm",      "ember",      "everest",  "falcon",  "fjord",
  "flint",      "fox",     "galaxy",   "garnet",   "glacier",    "granite",  "harbour", "hazel",
  "heron",      "horizon", "indigo",   "iris",     "ivory",      "jade",     "jasmine", "juniper",
  "jupiter",    "kestrel", "lagoon",   "lantern",  "lighthouse", "lotus",    "lunar",   "magnolia",
  "maple",      "meadow",  "mercury",  "meridian", "meteor",     "mosaic",   "neptune", "nimbus",
  "north-star", "oak",     "oasis",    "onyx",     "orchid",     "orion",    "osprey",  "pearl",
  "phoenix",    "pine",    "polaris",  "quartz",   "raven",      "sapphire", "summit",  "tundra",
  "willow",     "zephyr",
};

static const char *const roles[] = {
  "admins", "developers", "leads", "stakeholders", "testers", "viewers",
};

static const char *const clients[] = {
  "alder-hotels",  "bay-insurance", "blue-rail",     "canal-water",   "cliff-energy",
  "coast-ferries", "crown-paper",   "delta-steel",   "dune-travel",   "east-airport",
  "elm-schools",   "farm-union",    "forest-office", "glen-foods",    "grand-opera",
  "green-grid",    "harbour-bank",  "hill-clinics",  "island-air",    "lake-council",
  "lark-media",    "maple-homes",   "metro-lines",   "mill-bakeries", "moor-mining",
  "north-post",    "oak-furniture", "orchard-foods", "park-museums",  "peak-sports",
};

static const char *const services[] = { "account", "delivery", "read-only", "support" };

static const char *const squads[] = {
  "badgers",  "bears",   "bees",      "bisons",   "camels", "cheetahs", "cobras",  "cranes",
  "crickets", "crows",   "dingos",    "dolphins", "ducks",  "eagles",   "elks",    "falcons",
  "ferrets",  "finches", "foxes",     "frogs",    "geckos", "geese",    "gnus",    "goats",
  "hares",    "hawks",   "hedgehogs", "herons",   "hippos", "horses",   "ibexes",  "jackals",
  "jays",     "kiwis",   "koalas",    "larks",    "lemurs", "lions",    "llamas",  "lynxes",
  "magpies",  "moles",   "moose",     "newts",    "okapis", "orcas",    "otters",  "owls",
  "pandas",   "parrots", "pelicans",  "penguins", "pumas",  "quails",   "rabbits", "ravens",
  "rhinos",   "robins",  "seals",     "storks",   "swans",  "tapirs",   "terns",   "tigers",
  "toads",    "toucans", "turtles",   "walruses", "wasps",  "wolves",   "wombats", "yaks",
  "zebras",
};

static const char *const years[] = {
  "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026",
};

static const char *const levels[] = { "managers", "assistants", "interns", "deputies" };

#define LIST(list) list, G_N_ELEMENTS (list)

/* A way to put words together; `third` is optional. */
static const struct
{
  const char *prefix;
  const char *const *first;
  guint n_first;
  const char *const *second;
  guint n_second;
  const char *const *third;
  guint n_third;
} families[SIM_N_NAME_FAMILIES] = {
  { "", LIST (departments), NULL, 1, NULL, 1 },
  { "office-", LIST (offices), NULL, 1, NULL, 1 },
  { "team-", LIST (topics), LIST (regions), NULL, 1 },
  { "proj-", LIST (projects), LIST (roles), NULL, 1 },
  { "", LIST (departments), LIST (offices), NULL, 1 },
  { "client-", LIST (clients), LIST (services), NULL, 1 },
  { "squad-", LIST (topics), LIST (squads), NULL, 1 },
  { "team-", LIST (topics), LIST (regions), LIST (roles) },
  { "proj-", LIST (projects), LIST (years), LIST (roles) },
  { "", LIST (departments), LIST (offices), LIST (levels) },
};

/* Departments and offices come first, then the others in turn, by weight. */
static const guint8 turns[] = { 2, 4, 3, 5, 2, 6, 3, 7, 4, 8, 6, 9 };

static guint
family_size (guint family)
{
  return families[family].n_first * families[family].n_second * families[family].n_third;
}

/* Spreads neighbouring numbers over the family: 7919 is prime to every family's size. */
static char *
spell (guint family, guint number, guint64 seed)
{
  guint size = family_size (family);
  guint at = (guint) (((guint64) number * 7919 + seed % size) % size);
  guint first = at % families[family].n_first;
  guint second = at / families[family].n_first % families[family].n_second;
  guint third = at / families[family].n_first / families[family].n_second;
  gboolean two = families[family].second != NULL;
  gboolean three = families[family].third != NULL;

  return g_strconcat (families[family].prefix, families[family].first[first], two ? "-" : "",
                      two ? families[family].second[second] : "", three ? "-" : "",
                      three ? families[family].third[third] : "", NULL);
}

/**
 * sim_group_names_next:
 * @self: starts as all zero but the seed
 *
 * Returns: (transfer full): a name that wasn't given before: first the departments in their order,
 *   then the offices, then whatever a company has; more than 20,000
 */
char *
sim_group_names_next (SimGroupNames *self)
{
  guint family;

  if (self->given < SIM_N_DEPARTMENTS)
    return g_strdup (departments[self->given++]);
  if (self->given < SIM_N_DEPARTMENTS + SIM_N_OFFICES)
    return spell (1, self->given++ - SIM_N_DEPARTMENTS, self->seed);

  self->given++;
  do
    family = turns[self->turn++ % G_N_ELEMENTS (turns)];
  while (self->used[family] == family_size (family));
  return spell (family, self->used[family]++, self->seed);
}

/* Returns: (transfer full): a department as people write it: the first letter of each word large */
char *
sim_group_names_department (guint number)
{
  char *name = g_strdelimit (g_strdup (departments[number]), "-", ' ');
  gboolean first = TRUE;

  if (strlen (name) == 2)
    name[1] = g_ascii_toupper (name[1]);
  for (char *at = name; *at != '\0'; at++)
    {
      if (first)
        *at = g_ascii_toupper (*at);
      first = *at == ' ';
    }
  return name;
}
