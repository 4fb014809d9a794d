/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-random.h"

G_BEGIN_DECLS

#define SIM_COMPANY_NAME     "Acme"
#define SIM_SERVICE_PREFIX   "svc-"
#define SIM_COMPANY_PROVIDER "Okta"
#define SIM_N_DEPARTMENTS    36
#define SIM_N_OFFICES        32

/* How a domain makes addresses of names. */
typedef enum
{
  SIM_ADDRESS_GIVEN_FIRST,  /* ann.lee@ */
  SIM_ADDRESS_FAMILY_FIRST, /* lee.ann@ */
  SIM_ADDRESS_INITIAL,      /* alee@ */
} SimAddressStyle;

/* Where the accounts of a domain come from and how they log in. */
typedef enum
{
  SIM_SIGN_IN_SCIM,   /* an identity provider keeps a part of them in step */
  SIM_SIGN_IN_GOOGLE, /* the same with Google */
  SIM_SIGN_IN_SAML,   /* names and addresses are set at log-in */
} SimSignIn;

typedef struct
{
  const char *name;
  guint weight;
  gboolean claimed; /* the organisation manages its accounts */
  guint directory;
  SimAddressStyle style;
  SimSignIn sign_in;
} SimDomain;

const SimDomain *sim_company_domain (guint number);
const SimDomain *sim_company_draw_domain (SimRandom *random);
const SimDomain *sim_company_draw_customer (SimRandom *random);
gboolean sim_company_claims (const char *email);
guint sim_company_n_domains (void);
SimSignIn sim_company_sign_in (const char *email);
const char *sim_company_directory (guint number);
char *sim_company_app_name (guint number);
char *sim_company_service_name (guint number);

G_END_DECLS
