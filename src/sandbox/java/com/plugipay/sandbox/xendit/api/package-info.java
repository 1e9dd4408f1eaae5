/** The endpoints that a merchant's program calls, and the JSON that they read and write. */
@NullMarked
package com.plugipay.sandbox.xendit.api;

import org.jspecify.annotations.NullMarked;
