/** Snap's page, and the pages of the wallet, the bank and the counter on which buyers pay. */
@NullMarked
package com.plugipay.sandbox.midtrans.pages;

import org.jspecify.annotations.NullMarked;
