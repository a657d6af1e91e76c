<%@ tag pageEncoding="UTF-8" description="An entry of the menu"
%><%@ attribute name="path" required="true"
%><%@ attribute name="menu" required="false" description="the path of the entry that is the current one, without slash"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><li><a href="<c:url value='${path}'/>"<c:if test="${path eq '/'.concat(menu)}"> aria-current="page"</c:if>><jsp:doBody/></a></li>
