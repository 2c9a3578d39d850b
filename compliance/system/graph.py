"""The data-flow graph: components joined by flows, and the routes that a category of data takes over them."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from compliance.system.model import Description
from compliance.system.model.architecture import Flow

if TYPE_CHECKING:
    import networkx

# A dense graph has more routes than anybody reads; the count of those left out is told.
MOST_ROUTES = 200


def flow_graph(description: Description, category: str | None = None) -> "networkx.MultiDiGraph[str]":
    """The graph whose nodes are component ids and whose edges are flows, all of them or those that carry one category."""
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for component in description.components or []:
        if category is None or category in (component.holds or []):
            graph.add_node(component.id)
    for flow in description.flows or []:
        if flow.source is None or flow.destination is None:
            continue
        if category is None or category in (flow.carries or []):
            graph.add_edge(flow.source, flow.destination, key=flow.id, flow=flow)
    return graph


def routes(description: Description, category: str) -> Iterator[tuple[Flow, ...]]:
    """The routes of one category, each a sequence of flows from where the category starts to where it goes no further.

    A category that runs in a circle starts at the component named first. At most MOST_ROUTES routes are given.
    """
    import networkx

    graph = flow_graph(description, category)
    order = {component.id: index for index, component in enumerate(description.components or [])}
    starts = [node for node in graph if graph.in_degree(node) == 0 and graph.out_degree(node) > 0]
    ends = {node for node in graph if graph.out_degree(node) == 0}
    for island in networkx.weakly_connected_components(graph):
        if len(island) > 1 and not island.intersection(starts):
            starts.append(min(island, key=lambda node: order.get(node, len(order))))
    starts.sort(key=lambda node: order.get(node, len(order)))
    yield from islice(_walk(graph, starts, ends), MOST_ROUTES)


def _walk(graph: Any, starts: list[str], ends: set[str]) -> Iterator[tuple[Flow, ...]]:
    import networkx

    for start in starts:
        goals = networkx.descendants(graph, start) & ends
        if not goals:  # a circle: its flows once around
            yield tuple(graph.edges[edge]["flow"] for edge in networkx.edge_dfs(graph, start))
        else:
            for path in networkx.all_simple_edge_paths(graph, start, sorted(goals)):
                yield tuple(graph.edges[edge]["flow"] for edge in path)
