<%@ tag pageEncoding="UTF-8" description="A state as icon and word; its colour says nothing that they do not say"
%><%@ attribute name="of" required="true" type="java.lang.Object"
description="a submission, or the state of a batch, a delivery, a submission or a callback"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><c:set var="badge" value="${desk:badge(of)}"/><span class="badge ${badge.tone()}" title="<c:out value='${badge.hint()}'/>"><svg
aria-hidden="true" width="14" height="14"><use href="<c:url value='/assets/icons.svg'/>#${badge.tone()}"/></svg>${badge.word()}</span>