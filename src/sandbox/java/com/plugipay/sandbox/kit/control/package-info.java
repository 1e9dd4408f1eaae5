/** The control page and its API: play the buyer, and set the faults. */
@NullMarked
package com.plugipay.sandbox.kit.control;

import org.jspecify.annotations.NullMarked;
