/** A mail server that delivers nothing, and a page that shows what was sent. */
package com.plugipay.sandbox.mailbox;
