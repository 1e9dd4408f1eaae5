/** What goes wrong between a gateway and a provider, as it is set in the control page. */
@NullMarked
package com.plugipay.sandbox.kit.faults;

import org.jspecify.annotations.NullMarked;
