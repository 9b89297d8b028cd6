package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.platform.tck.ConnectionContract;
import com.trulybot.integrations.platform.tck.Contract;
import com.trulybot.integrations.platform.tck.FaultContract;
import com.trulybot.integrations.platform.tck.OrderContract;
import com.trulybot.integrations.platform.tck.StoreScenario;
import org.junit.jupiter.api.Nested;

/** What every platform must keep, kept by WooCommerce. */
class WooContractTest {
    abstract static class Scenario implements Contract {
        @Override
        public StoreScenario scenario() {
            return new WooScenario();
        }
    }

    @Nested
    class Connection extends Scenario implements ConnectionContract {}

    @Nested
    class Orders extends Scenario implements OrderContract {}

    @Nested
    class Faults extends Scenario implements FaultContract {}
}
