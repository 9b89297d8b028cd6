package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.SettableClock;
import com.trulybot.integrations.core.activity.InMemoryActivities;
import com.trulybot.integrations.core.integration.InMemoryIntegrations;
import com.trulybot.integrations.core.integration.Integration;
import com.trulybot.integrations.core.integration.IntegrationFixture;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.WatchStore;
import com.trulybot.integrations.core.order.FindOrder;
import com.trulybot.integrations.core.order.InMemoryOrderCache;
import com.trulybot.integrations.core.order.InMemoryOrders;
import com.trulybot.integrations.core.widget.InMemoryWidgetSettings;
import com.trulybot.integrations.core.workspace.Merchant;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Anna's shops and what answers their shoppers, all real but for what the ports stand for. */
final class Widget {
    final SettableClock clock = new SettableClock();
    final InMemoryIntegrations integrations = new InMemoryIntegrations(new InMemoryActivities());
    final InMemoryOrders stores = new InMemoryOrders();
    final InMemoryConversations conversations = new InMemoryConversations();
    final InMemoryWidgetSettings settings = new InMemoryWidgetSettings();
    final AnswerShopper answerShopper;
    private final AtomicInteger addresses = new AtomicInteger();

    Widget(Duration refusalPace) {
        answerShopper = new AnswerShopper(
                integrations,
                conversations,
                settings,
                new FindOrder(stores, new InMemoryOrderCache(), new WatchStore(integrations, clock)),
                new InMemoryAttemptLimiter(clock),
                AttemptLimits.DEFAULT,
                clock,
                refusalPace);
    }

    Integration woo(Merchant merchant, String url) {
        return integrations.given(IntegrationFixture.woo(merchant, url));
    }

    Shopper shopper(Merchant merchant, PlatformId platform, String address) {
        return new Shopper(answerShopper, merchant.user(), platform, address);
    }

    /** Somebody new at Anna's WooCommerce shop, from an address of their own. */
    Shopper shopper() {
        return shopper("203.0.113." + addresses.incrementAndGet());
    }

    Shopper shopper(String address) {
        return shopper(IntegrationFixture.ANNA, IntegrationFixture.WOO, address);
    }
}
