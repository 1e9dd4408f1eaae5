package com.plugipay.webhooks.deliveries;

import jakarta.validation.constraints.Size;
import java.util.List;

/** Deliveries that are tried again together. */
public record RetrySelectionInput(@Size(min = 1, max = 100) List<@Size(min = 1, max = 100) String> ids) {}
