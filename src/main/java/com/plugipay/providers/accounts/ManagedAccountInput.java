package com.plugipay.providers.accounts;

import jakarta.validation.constraints.Size;

/** What opens a managed account. */
record ManagedAccountInput(@Size(min = 3, max = 320) String email) {}
