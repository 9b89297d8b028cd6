package com.example.acme;

import com.trulybot.integrations.platform.tck.ConnectionContract;
import com.trulybot.integrations.platform.tck.Contract;
import com.trulybot.integrations.platform.tck.FaultContract;
import com.trulybot.integrations.platform.tck.OrderContract;
import com.trulybot.integrations.platform.tck.StoreScenario;
import org.junit.jupiter.api.Nested;

class AcmeContractTest {
    abstract static class Shop implements Contract {
        @Override
        public StoreScenario scenario() {
            return new AcmeScenario();
        }
    }

    @Nested
    class Connection extends Shop implements ConnectionContract {}

    @Nested
    class Orders extends Shop implements OrderContract {}

    @Nested
    class Faults extends Shop implements FaultContract {}
}
