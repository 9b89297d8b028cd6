package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.StoreException;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The problem that a call ends in. */
final class Problems {
    private Problems() {}

    static StoreException of(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(StoreException.class, call), "nothing was thrown");
    }
}
