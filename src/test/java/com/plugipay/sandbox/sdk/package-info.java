/** The providers' own client libraries for Node.js, which know the providers better than we do. */
@NullMarked
package com.plugipay.sandbox.sdk;

import org.jspecify.annotations.NullMarked;
