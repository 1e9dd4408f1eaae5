/** OAuth, orders v2 and payments v2: what is read, what is answered, and which errors there are. */
@NullMarked
package com.plugipay.sandbox.paypal.api;

import org.jspecify.annotations.NullMarked;
