package com.trulybot.integrations.bigcommerce;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import java.util.concurrent.Callable;

/** What a store is accused of. */
final class Problems {
    private Problems() {}

    static StoreException thrown(Callable<?> action) {
        StoreException thrown = catchThrowableOfType(StoreException.class, action::call);
        if (thrown == null) {
            throw new AssertionError("no StoreException was thrown");
        }
        return thrown;
    }

    static StoreProblem of(Callable<?> action) {
        return thrown(action).problem();
    }
}
