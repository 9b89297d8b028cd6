package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.core.order.Order;
import com.trulybot.integrations.core.order.OrderLookup;
import com.trulybot.integrations.core.order.OrderQuery;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreHttp.Request;
import com.trulybot.integrations.platform.StoreHttp.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What real authors get wrong, each in an adapter that is good otherwise. */
final class LineFlaws {
    private LineFlaws() {}

    static final class TrustsTheFirstHit extends LinePlatform {
        @Override
        Optional<Order> choose(OrderQuery query, List<Order> candidates) {
            return candidates.stream()
                    .filter(order -> query.email() == null || order.customer().hasEmail(query.email()))
                    .findFirst();
        }
    }

    static final class IgnoresTheEmail extends LinePlatform {
        @Override
        Optional<Order> choose(OrderQuery query, List<Order> candidates) {
            return new OrderQuery(query.reference(), query.id(), null).pick(candidates);
        }
    }

    /** Takes an address that begins or ends like the owner's for the owner's. */
    static final class ComparesEmailsLoosely extends LinePlatform {
        @Override
        Optional<Order> choose(OrderQuery query, List<Order> candidates) {
            String email = query.email();
            return new OrderQuery(query.reference(), query.id(), null)
                    .pick(candidates.stream()
                            .filter(order -> email == null
                                    || email.toLowerCase(Locale.ROOT)
                                            .contains(String.valueOf(
                                                    order.customer().email())))
                            .toList());
        }
    }

    /** Has its own idea of how long a store may take. */
    static final class IgnoresTheDeadline extends LinePlatform {
        @Override
        Response send(Request request, PlatformContext context, Deadline deadline) {
            deadline.check();
            return super.send(request, context, Deadline.in(Duration.ofSeconds(2)));
        }
    }

    /** Looks at the deadline when the answer is there. */
    static final class AsksAfterTheDeadline extends LinePlatform {
        @Override
        Response send(Request request, PlatformContext context, Deadline deadline) {
            Response response =
                    super.send(request, context, deadline.passed() ? Deadline.in(Duration.ofSeconds(5)) : deadline);
            deadline.check();
            return response;
        }
    }

    static final class TakesHtmlForEmpty extends LinePlatform {
        @Override
        List<String> lines(Response response) {
            return response.body().startsWith("<html") ? List.of() : super.lines(response);
        }
    }

    static final class TakesHalfAnAnswer extends LinePlatform {
        @Override
        List<String> lines(Response response) {
            boolean half = response.status() == 200 && response.body().endsWith("\n");
            return super.lines(half ? new Response(200, Map.of(), response.body() + "end") : response);
        }
    }

    static final class TakesTooManyRequestsForNotFound extends LinePlatform {
        @Override
        List<String> lines(Response response) {
            return response.status() == 429 ? List.of() : super.lines(response);
        }
    }

    static final class TakesRefusalForTrouble extends LinePlatform {
        @Override
        List<String> lines(Response response) {
            return super.lines(response.status() == 401 ? new Response(500, Map.of(), "") : response);
        }
    }

    static final class LogsTheToken extends LinePlatform {
        private static final System.Logger LOG = System.getLogger(LogsTheToken.class.getName());

        @Override
        Response send(Request request, PlatformContext context, Deadline deadline) {
            LOG.log(System.Logger.Level.INFO, "asking with {0}", request.headers());
            return super.send(request, context, deadline);
        }
    }

    static final class PutsTheKeyIntoTheAddress extends LinePlatform {
        @Override
        Request request(StoreUrl url, String key, String path) {
            return get(url.value() + path + "&key=" + key, Map.of());
        }

        @Override
        String path(OrderQuery query) {
            return super.path(query) + (query.id() == null ? "" : "?");
        }
    }

    /** Keeps what it asks for where all threads see it. */
    static final class SharesItsState extends LinePlatform {
        private volatile @Nullable OrderQuery asked;

        @Override
        String path(OrderQuery query) {
            asked = query;
            return super.path(query);
        }

        @Override
        Optional<Order> choose(OrderQuery query, List<Order> candidates) {
            OrderQuery last = asked;
            return super.choose(last == null ? query : last, candidates);
        }
    }

    /** Lets nobody know that the thread was interrupted. */
    static final class SwallowsInterrupts extends LinePlatform {
        @Override
        Response send(Request request, PlatformContext context, Deadline deadline) {
            try {
                return super.send(request, context, deadline);
            } finally {
                Thread.interrupted();
            }
        }
    }

    /** Tries again and again, up to a number that nobody reaches. */
    static final class RetriesForever extends LinePlatform {
        @Override
        List<String> ask(
                StoreUrl url, Credentials credentials, String path, PlatformContext context, Deadline deadline) {
            for (int tries = 1; ; tries++) {
                try {
                    return super.ask(url, credentials, path, context, deadline);
                } catch (StoreException e) {
                    if (e.problem() != StoreProblem.STORE_ANSWER_INVALID || tries == 13) {
                        throw e;
                    }
                }
            }
        }
    }

    static final class ShowsTrash extends LinePlatform {
        @Override
        Optional<Order> read(String[] fields, StoreAccess access) {
            return Optional.of(order(fields, access));
        }
    }

    static final class AsksWithoutEncoding extends LinePlatform {
        @Override
        String encoded(String text) {
            return text.replace(" ", "%20").replace("\u0000", "%00");
        }
    }

    /** Asks once more when the e-mail doesn't fit: whoever counts or waits knows that the number was right. */
    static final class AsksMoreWhenTheEmailIsWrong extends LinePlatform {
        @Override
        public Store open(StoreAccess access, PlatformContext context) {
            Store good = super.open(access, context);
            return new Store() {
                @Override
                public OrderLookup find(OrderQuery query, Deadline deadline) {
                    List<Order> candidates = orders(access, path(query), context, deadline);
                    boolean named = new OrderQuery(query.reference(), query.id(), null)
                            .pick(candidates)
                            .isPresent();
                    return named && query.pick(candidates).isEmpty()
                            ? good.find(query, deadline)
                            : OrderLookup.of(query.pick(candidates));
                }

                @Override
                public List<Order> search(String text, int limit, Deadline deadline) {
                    return good.search(text, limit, deadline);
                }
            };
        }
    }

    /** Opens a connection of its own. */
    static final class GoesPastTheClient extends LinePlatform {
        @Override
        Response send(Request request, PlatformContext context, Deadline deadline) {
            try {
                HttpRequest.Builder own = HttpRequest.newBuilder(request.uri())
                        .timeout(deadline.remaining().plusMillis(1));
                deadline.check();
                request.headers().forEach(own::header);
                HttpResponse<String> response =
                        HttpClient.newHttpClient().send(own.build(), HttpResponse.BodyHandlers.ofString());
                return new Response(response.statusCode(), Map.of(), response.body());
            } catch (IOException e) {
                throw new StoreException(StoreProblem.STORE_TIMEOUT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException(StoreProblem.STORE_TIMEOUT);
            }
        }
    }
}
