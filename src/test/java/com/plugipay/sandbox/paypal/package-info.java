/** The stand-in of PayPal over real HTTP. */
@NullMarked
package com.plugipay.sandbox.paypal;

import org.jspecify.annotations.NullMarked;
