<%@ tag pageEncoding="UTF-8" description="Leads on in a long list, and back to its beginning"
%><%@ attribute name="path" required="true"
%><%@ attribute name="next" required="false" description="id of the last row shown, empty at the end"
%><%@ attribute name="filter" required="false" description="name of a parameter that stays as the request has it"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><c:if test="${not empty next or not empty param.after}">
  <c:set var="kept" value="${empty filter ? '' : param[filter]}"/>
  <c:url value="${path}" var="first"><c:if test="${not empty kept}"><c:param name="${filter}" value="${kept}"/></c:if></c:url>
  <c:url value="${path}" var="on"><c:if test="${not empty kept}"><c:param name="${filter}" value="${kept}"/></c:if><c:param name="after"
      value="${next}"/></c:url>
  <nav class="more" aria-label="Pages of the list">
    <c:if test="${not empty param.after}"><a role="button" class="secondary outline"
        href="${fn:escapeXml(first)}">To the beginning</a></c:if>
    <c:if test="${not empty next}"><a role="button" class="secondary outline" rel="next" href="${fn:escapeXml(on)}">More</a></c:if>
  </nav>
</c:if>
