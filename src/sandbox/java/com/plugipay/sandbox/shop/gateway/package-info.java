/** The shop as a client of the gateway: signed requests and the resources that it reads. */
@NullMarked
package com.plugipay.sandbox.shop.gateway;

import org.jspecify.annotations.NullMarked;
