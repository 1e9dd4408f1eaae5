package com.plugipay.webhooks.send;

import com.plugipay.http.client.ExchangeResult;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Describes why there was no answer, for the merchant who runs the receiver. */
final class DeliveryError {
    private DeliveryError() {}

    static String reason(Throwable failure) {
        return switch (failure) {
            case AddressResolver.Refused refused -> String.valueOf(refused.getMessage());
            case ExchangeResult.TimedOut late -> String.valueOf(late.getMessage());
            case ExchangeResult.TooManyInterimResponses endless -> String.valueOf(endless.getMessage());
            case UnknownHostException unknown -> "the name of the host cannot be resolved";
            case ConnectTimeoutException late -> "the connection timed out";
            case ConnectException refused -> "connection refused";
            case SSLException broken -> certificateReason(broken);
            case TooLongFrameException large -> "the answer's headers are too large";
            case IllegalArgumentException malformed -> "the answer is not HTTP";
            default -> "the connection was lost before an answer";
        };
    }

    /** Reads from the causes of the exception what is wrong with the certificate. */
    private static String certificateReason(SSLException failure) {
        boolean certificate = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "no TLS connection: the certificate has expired";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "no TLS connection: the certificate is not valid yet";
            }
            if (cause instanceof CertPathBuilderException) {
                return "no TLS connection: the certificate is not of a known authority";
            }
            certificate |= cause instanceof CertificateException;
        }
        return certificate
                ? "no TLS connection: the certificate is not accepted for this host"
                : "no TLS connection: the handshake failed";
    }
}
