/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the simulated company is called and made of: domains, directories, apps. */

#include "sim-company.h"

#include <string.h>

static const SimDomain domains[] = {
  { "acme.example", 600, TRUE, 0, SIM_ADDRESS_GIVEN_FIRST },
  { "acme-labs.example", 100, TRUE, 0, SIM_ADDRESS_INITIAL, SIM_SIGN_IN_SAML },
  { "old-acme.example", 40, TRUE, 0, SIM_ADDRESS_GIVEN_FIRST },
  { "brightwater.example", 80, TRUE, 2, SIM_ADDRESS_FAMILY_FIRST, SIM_SIGN_IN_GOOGLE },
  { "nordlicht.example", 40, FALSE, 0, SIM_ADDRESS_GIVEN_FIRST },
  { "devshore.example", 60, FALSE, 1, SIM_ADDRESS_GIVEN_FIRST },
  { "contract-works.example", 50, FALSE, 1, SIM_ADDRESS_INITIAL },
  { "freelance.example", 30, FALSE, 1, SIM_ADDRESS_GIVEN_FIRST },
};

static const SimDomain customers[] = {
  { "orchard-foods.example", 30, FALSE, 0, SIM_ADDRESS_GIVEN_FIRST },
  { "harbour-bank.example", 30, FALSE, 0, SIM_ADDRESS_INITIAL },
  { "citylibraries.example", 20, FALSE, 0, SIM_ADDRESS_GIVEN_FIRST },
  { "mail.example", 20, FALSE, 0, SIM_ADDRESS_FAMILY_FIRST },
};

static const char *const directories[] = { "Acme", "Acme Contractors", "Brightwater" };

static const char *const apps[] = {
  "Automation",       "Chat Notifications", "Test Reports",  "Release Notes", "Time Sheets",
  "Diagram Editor",   "Calendar Sync",      "Deploy Bot",    "Form Builder",  "Backup Agent",
  "Spreadsheet Link", "Code Review Bot",    "Risk Register", "Mail Handler",  "Road Map Planner",
  "Build Status",     "Asset Scanner",      "Survey Widget", "Chart Gadgets", "Translation Helper",
};

static const char *const services[] = {
  "backup", "build", "deploy", "monitoring", "reporting", "import",
};

const SimDomain *
sim_company_domain (guint number)
{
  return &domains[number];
}

static const SimDomain *
draw (const SimDomain *from, guint n, SimRandom *random)
{
  guint total = 0, left, at = 0;

  for (guint i = 0; i < n; i++)
    total += from[i].weight;
  left = sim_random_below (random, total);
  while (left >= from[at].weight)
    left -= from[at++].weight;
  return &from[at];
}

const SimDomain *
sim_company_draw_domain (SimRandom *random)
{
  return draw (domains, G_N_ELEMENTS (domains), random);
}

const SimDomain *
sim_company_draw_customer (SimRandom *random)
{
  return draw (customers, G_N_ELEMENTS (customers), random);
}

static const SimDomain *
find_domain (const char *email)
{
  const char *at = strrchr (email, '@');

  for (guint i = 0; at != NULL && i < G_N_ELEMENTS (domains); i++)
    if (g_ascii_strcasecmp (domains[i].name, at + 1) == 0)
      return &domains[i];
  return NULL;
}

/* Returns: whether @email lies in a domain that the organisation has claimed */
gboolean
sim_company_claims (const char *email)
{
  const SimDomain *domain = find_domain (email);

  return domain != NULL && domain->claimed;
}

/* Returns: how accounts with @email log in */
SimSignIn
sim_company_sign_in (const char *email)
{
  const SimDomain *domain = find_domain (email);

  return domain != NULL ? domain->sign_in : SIM_SIGN_IN_SCIM;
}

guint
sim_company_n_domains (void)
{
  return G_N_ELEMENTS (domains);
}

const char *
sim_company_directory (guint number)
{
  return directories[number];
}

static char *
numbered (const char *const *names, guint n, guint number)
{
  if (number < n)
    return g_strdup (names[number]);
  return g_strdup_printf ("%s %u", names[number % n], number / n + 1);
}

char *
sim_company_app_name (guint number)
{
  return numbered (apps, G_N_ELEMENTS (apps), number);
}

char *
sim_company_service_name (guint number)
{
  g_autofree char *name = numbered (services, G_N_ELEMENTS (services), number);

  return g_strconcat (SIM_SERVICE_PREFIX, g_strdelimit (name, " ", '-'), NULL);
}
