package com.trulybot.integrations.platform.http;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.IOException;
import java.net.ProtocolException;
import java.security.cert.CertificateException;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a request once: an answer or a failure.
 *
 * @param mayPass whether the same request may do better in a moment
 * @param mark what it says of the store's health
 */
record Exchange(@Nullable Response answer, @Nullable StoreException failure, boolean mayPass, Mark mark) {

    /** What an exchange says of the store's health. */
    enum Mark {
        WELL,
        FAILED,
        NEITHER
    }

    static Exchange answered(Response answer) {
        int status = answer.status();
        boolean mayPass = status == 429 || status == 502 || status == 503 || status == 504;
        return new Exchange(answer, null, mayPass, status >= 500 ? Mark.FAILED : Mark.WELL);
    }

    /** An answer that we don't read to its end; the store is well, as far as we can tell. */
    static Exchange refused(String detail) {
        return new Exchange(null, exception(StoreProblem.STORE_ANSWER_INVALID, detail), false, Mark.WELL);
    }

    /** A long answer, while so many others are being read that there is no memory for it. It says nothing of the store. */
    static Exchange noRoom() {
        return ours(exception(
                StoreProblem.STORE_UNAVAILABLE,
                "Its answer is long, and too many long ones are being read just now. Try again in a moment."));
    }

    /**
     * What an I/O failure means. The exception itself is not passed on: its message can hold what the store answered.
     *
     * @param answering whether the answer had begun
     */
    static Exchange failed(IOException e, boolean answering, Deadline deadline) {
        if (cause(e, OutboundGuard.ForbiddenAddress.class).isPresent()) {
            return ours(exception(StoreProblem.STORE_URL_FORBIDDEN, "Its host has an address that is not public."));
        }
        if (Thread.currentThread().isInterrupted()) {
            return ours(new StoreException(StoreProblem.STORE_TIMEOUT));
        }
        if (deadline.passed()) {
            return new Exchange(null, new StoreException(StoreProblem.STORE_TIMEOUT), false, Mark.FAILED);
        }
        if (cause(e, SSLPeerUnverifiedException.class).filter(Exchange::ofAPin).isPresent()) {
            return ours(exception(
                    StoreProblem.STORE_CERTIFICATE_INVALID,
                    "Its public key is none of those that are pinned for this store."));
        }
        if (cause(e, SSLPeerUnverifiedException.class).isPresent()
                || cause(e, CertificateException.class).isPresent()) {
            return ours(new StoreException(StoreProblem.STORE_CERTIFICATE_INVALID));
        }
        if (answering) {
            return passing(exception(StoreProblem.STORE_ANSWER_INVALID, "The answer broke off."));
        }
        if (cause(e, ProtocolException.class).isPresent()) {
            return passing(exception(StoreProblem.STORE_ANSWER_INVALID, "The answer is not HTTP."));
        }
        if (cause(e, SSLException.class).isPresent()) {
            return passing(exception(
                    StoreProblem.STORE_UNREACHABLE, "No secure connection came about; TLS 1.2 or newer is needed."));
        }
        return passing(new StoreException(StoreProblem.STORE_UNREACHABLE));
    }

    /** The client has the same exception for a wrong name; only the message tells them apart. */
    private static boolean ofAPin(SSLPeerUnverifiedException e) {
        return String.valueOf(e.getMessage()).startsWith("Certificate pinning failure");
    }

    /** The answer. */
    Response orThrow() {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(answer);
    }

    /** How it ended, for the log. */
    String outcome() {
        return failure != null
                ? failure.problem().code()
                : Integer.toString(Objects.requireNonNull(answer).status());
    }

    private static Exchange ours(StoreException failure) {
        return new Exchange(null, failure, false, Mark.NEITHER);
    }

    private static Exchange passing(StoreException failure) {
        return new Exchange(null, failure, true, Mark.FAILED);
    }

    private static StoreException exception(StoreProblem problem, String detail) {
        return new StoreException(problem, null, detail, null);
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        int depth = 0;
        for (Throwable t = thrown; t != null && depth < 10; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
            depth++;
        }
        return Optional.empty();
    }
}
