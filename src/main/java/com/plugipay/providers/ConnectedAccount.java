package com.plugipay.providers;

import com.plugipay.model.Tenant;
import java.util.Map;

/**
 * The account that a workspace has connected, with all that is needed to use it.
 *
 * @param publicConfig what its probe has learned or set up, and what is not secret of what the merchant gave
 */
public record ConnectedAccount(Tenant tenant, Credentials credentials, Map<String, Object> publicConfig) {}
