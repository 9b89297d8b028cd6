package com.trulybot.integrations.platform.tck;

import org.junit.jupiter.api.extension.ExtendWith;

/** What all contracts have in common. See {@link StoreScenario} for how a test class is written. */
@ExtendWith(ContractExtension.class)
public interface Contract {
    /** A scenario that nobody else uses; called before each test. */
    StoreScenario scenario();
}
