/** Callbacks to the gateway, with their retries and what came of them. */
@NullMarked
package com.plugipay.sandbox.kit.callbacks;

import org.jspecify.annotations.NullMarked;
