/** The pages on which buyers choose how to pay, and pay. */
@NullMarked
package com.plugipay.sandbox.xendit.pages;

import org.jspecify.annotations.NullMarked;
