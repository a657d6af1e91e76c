<%@ tag pageEncoding="UTF-8" description="Two final reports contradict each other"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><span class="badge unsure" title="Two final reports contradict each other. Both are in the timeline; the later one counts."><svg
aria-hidden="true" width="14" height="14"><use href="<c:url value='/assets/icons.svg'/>#unsure"/></svg>Conflicting reports</span>