package com.trulybot.integrations.core.integration;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store did not do what was asked of it. The message holds no secret and nothing of the store's answer. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StoreProblem problem;
    private final @Nullable Duration retryAfter;
    private final @Nullable String detail;

    public StoreException(StoreProblem problem) {
        this(problem, null, null, null);
    }

    public StoreException(StoreProblem problem, Throwable cause) {
        this(problem, null, null, cause);
    }

    /**
     * A problem with all that is known of it.
     *
     * @param retryAfter how long the store asks us to wait; null when it doesn't say
     * @param detail one sentence for the merchant beyond {@link StoreProblem#advice()}, such as the address a redirect
     *     leads to; must hold nothing secret; null when there is nothing to add
     */
    public StoreException(
            StoreProblem problem, @Nullable Duration retryAfter, @Nullable String detail, @Nullable Throwable cause) {
        super(problem.code(), cause);
        this.problem = problem;
        this.retryAfter = retryAfter;
        this.detail = detail;
    }

    public StoreProblem problem() {
        return problem;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }
}
