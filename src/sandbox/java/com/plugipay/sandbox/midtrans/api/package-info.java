/** The Core API and the API of Snap: what is read, what is answered, and which errors there are. */
@NullMarked
package com.plugipay.sandbox.midtrans.api;

import org.jspecify.annotations.NullMarked;
