package com.plugipay.providers.accounts;

import jakarta.validation.constraints.Size;

/** What opens a managed account. */
record ManagedAccountInput(@Size(min = 1, max = 320) String email) {}
