<%@ tag pageEncoding="UTF-8" description="Our mark; leads home"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><a class="brand" href="<c:url value='/'/>"><img src="<c:url value='/assets/desk.svg'/>" alt="" width="26" height="26">SMS Desk</a>
